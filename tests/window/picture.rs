//! Paints a window without a graphics card: triangles with colours and a texture, as egui asks for them.
//!
//! Slow and exact, and the same on every machine, which is what a comparison of pictures needs.

use std::collections::HashMap;

use eframe::egui::ClippedPrimitive;
use eframe::egui::Color32;
use eframe::egui::ColorImage;
use eframe::egui::ImageData;
use eframe::egui::Mesh;
use eframe::egui::Pos2;
use eframe::egui::Rect;
use eframe::egui::TextureId;
use eframe::egui::TexturesDelta;
use eframe::egui::epaint::Primitive;
use eframe::egui::epaint::Vertex;

/// What textures hold at this moment.
#[derive(Default)]
pub(crate) struct Painter {
    textures: HashMap<TextureId, ColorImage>,
}

/// Pixels from the top left, row by row, as red, green, blue.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) rgb: Vec<u8>,
}

impl Painter {
    /// Takes over what changed in the textures.
    pub(crate) fn take(&mut self, delta: &TexturesDelta) {
        for (id, change) in delta.set.iter().flat_map(|(id, changes)| changes.iter().map(move |c| (id, c))) {
            let ImageData::Color(image) = &change.image;
            match change.pos {
                None => drop(self.textures.insert(*id, ColorImage::clone(image.as_ref()))),
                Some([left, top]) => {
                    let texture = self.textures.get_mut(id).unwrap();
                    for y in 0..image.height() {
                        for x in 0..image.width() {
                            let at = (top + y) * texture.width() + left + x;
                            texture.pixels[at] = image.pixels[y * image.width() + x];
                        }
                    }
                }
            }
        }
    }

    /// Paints what was tessellated.
    pub(crate) fn paint(&self, shapes: &[ClippedPrimitive], size: (usize, usize), pixels: f32) -> Picture {
        let mut canvas = vec![Color32::BLACK; size.0 * size.1];
        for shape in shapes {
            if let Primitive::Mesh(mesh) = &shape.primitive {
                let clip = Rect::from_min_max(
                    (shape.clip_rect.min.to_vec2() * pixels).to_pos2(),
                    (shape.clip_rect.max.to_vec2() * pixels).to_pos2(),
                );
                self.mesh(mesh, clip, pixels, &mut canvas, size);
            }
        }
        let rgb = canvas.iter().flat_map(|colour| [colour.r(), colour.g(), colour.b()]).collect();
        Picture { width: size.0, height: size.1, rgb }
    }

    fn mesh(&self, mesh: &Mesh, clip: Rect, pixels: f32, canvas: &mut [Color32], size: (usize, usize)) {
        let Some(texture) = self.textures.get(&mesh.texture_id) else { return };
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |n: usize| &mesh.vertices[corners[n] as usize];
            triangle([corner(0), corner(1), corner(2)], texture, clip, pixels, canvas, size);
        }
    }
}

fn triangle(
    corners: [&Vertex; 3],
    texture: &ColorImage,
    clip: Rect,
    pixels: f32,
    canvas: &mut [Color32],
    size: (usize, usize),
) {
    let at = corners.map(|corner| (corner.pos.to_vec2() * pixels).to_pos2());
    let area = cross(at[0], at[1], at[2]);
    if area.abs() < 1e-9 {
        return;
    }
    let bounds = Rect::from_points(&at).intersect(clip);
    let range = |from: f32, to: f32, most: usize| {
        (from.max(0.0).floor() as usize).min(most)..(to.max(0.0).ceil() as usize).min(most)
    };
    for y in range(bounds.min.y, bounds.max.y, size.1) {
        for x in range(bounds.min.x, bounds.max.x, size.0) {
            let point = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
            if !clip.contains(point) {
                continue;
            }
            let shares = [
                cross(at[1], at[2], point) / area,
                cross(at[2], at[0], point) / area,
                cross(at[0], at[1], point) / area,
            ];
            if shares.iter().all(|share| *share >= 0.0) {
                let pixel = &mut canvas[y * size.0 + x];
                *pixel = over(colour(corners, shares, texture), *pixel);
            }
        }
    }
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// The colour of the corners, mixed, times that of the texture; both premultiplied.
fn colour(corners: [&Vertex; 3], shares: [f32; 3], texture: &ColorImage) -> [f32; 4] {
    let mix = |value: &dyn Fn(&Vertex) -> f32| -> f32 {
        corners.iter().zip(shares).map(|(corner, share)| value(corner) * share).sum()
    };
    let uv = (mix(&|v| v.uv.x), mix(&|v| v.uv.y));
    let sample = sample(texture, uv);
    std::array::from_fn(|n| mix(&|v| f32::from(v.color.to_array()[n])) * sample[n] / 255.0)
}

/// Between the four nearest pixels.
fn sample(texture: &ColorImage, uv: (f32, f32)) -> [f32; 4] {
    let (width, height) = (texture.width(), texture.height());
    let (x, y) = (uv.0 * width as f32 - 0.5, uv.1 * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_share, bottom_share) = (x - left, y - top);
    let pixel = |x: f32, y: f32| {
        let x = (x.max(0.0) as usize).min(width - 1);
        let y = (y.max(0.0) as usize).min(height - 1);
        texture.pixels[y * width + x].to_array()
    };
    let corners =
        [pixel(left, top), pixel(left + 1.0, top), pixel(left, top + 1.0), pixel(left + 1.0, top + 1.0)];
    std::array::from_fn(|n| {
        let value = |corner: usize| f32::from(corners[corner][n]);
        let above = value(0) * (1.0 - right_share) + value(1) * right_share;
        let below = value(2) * (1.0 - right_share) + value(3) * right_share;
        above * (1.0 - bottom_share) + below * bottom_share
    })
}

fn over(above: [f32; 4], below: Color32) -> Color32 {
    let left = 1.0 - above[3] / 255.0;
    let channel =
        |n: usize| (above[n] + f32::from(below.to_array()[n]) * left).round().clamp(0.0, 255.0) as u8;
    Color32::from_rgb(channel(0), channel(1), channel(2))
}

impl Picture {
    /// Half as large in both directions; four pixels become one.
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut rgb = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            for x in 0..width {
                for n in 0..3 {
                    let at = |dx: usize, dy: usize| {
                        u32::from(self.rgb[((2 * y + dy) * self.width + 2 * x + dx) * 3 + n])
                    };
                    rgb.push(((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4) as u8);
                }
            }
        }
        Self { width, height, rgb }
    }

    /// Writes it as PNG.
    pub(crate) fn save(&self, path: &std::path::Path) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        encoder.write_header().unwrap().write_image_data(&self.rgb).unwrap();
    }

    /// Reads a PNG that [`Picture::save`] wrote.
    pub(crate) fn load(path: &std::path::Path) -> Option<Self> {
        let file = std::io::BufReader::new(std::fs::File::open(path).ok()?);
        let mut reader = png::Decoder::new(file).read_info().ok()?;
        let mut rgb = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut rgb).ok()?;
        rgb.truncate(info.buffer_size());
        Some(Self { width: info.width as usize, height: info.height as usize, rgb })
    }

    /// The share of pixels that differ visibly, from 0 to 1; 1 where the sizes differ.
    pub(crate) fn difference(&self, other: &Self) -> f32 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let pairs = self.rgb.chunks_exact(3).zip(other.rgb.chunks_exact(3));
        let differ = pairs.filter(|(a, b)| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 40)).count();
        differ as f32 / (self.width * self.height) as f32
    }
}
