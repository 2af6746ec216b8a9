//! Reports of a judged answer as text, Markdown, HTML and JSON.
