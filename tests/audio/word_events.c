/* Speaks a text with espeak-ng and prints when each word begins: word_events OUT.pcm TEXT
 * OUT.pcm: mono signed 16 bit at the rate printed first. Lines: "rate R", then "MS WORD". */
#include <stdio.h>
#include <string.h>

/* What is needed of espeak-ng's speak_lib.h, so that no header has to be installed. */
typedef struct {
    int type;
    unsigned int unique_identifier;
    int text_position, length, audio_position, sample;
    void *user_data;
    union { int number; const char *name; char string[8]; } id;
} espeak_EVENT;
extern int espeak_Initialize(int output, int buffer_ms, const char *path, int options);
extern void espeak_SetSynthCallback(int (*callback)(short *, int, espeak_EVENT *));
extern int espeak_SetVoiceByName(const char *name);
extern int espeak_SetParameter(int parameter, int value, int relative);
extern int espeak_Synth(const void *text, size_t size, unsigned int position, int position_type,
                        unsigned int end_position, unsigned int flags, unsigned int *id, void *user_data);
extern int espeak_Synchronize(void);
enum { SYNCHRONOUS = 2, RATE_PARAMETER = 1, UTF8 = 1, WORD_EVENT = 1 };

static FILE *pcm;
static const char *text;

static int take(short *samples, int count, espeak_EVENT *event) {
    if (samples && count > 0) fwrite(samples, sizeof *samples, (size_t)count, pcm);
    for (; event->type; event++)
        if (event->type == WORD_EVENT)
            printf("%d %.*s\n", event->audio_position, event->length, text + event->text_position - 1);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 3 || !(pcm = fopen(argv[1], "wb"))) return 2;
    text = argv[2];
    int rate = espeak_Initialize(SYNCHRONOUS, 0, NULL, 0);
    if (rate < 0 || espeak_SetVoiceByName("en-us") != 0) return 1;
    printf("rate %d\n", rate);
    espeak_SetParameter(RATE_PARAMETER, 175, 0);
    espeak_SetSynthCallback(take);
    if (espeak_Synth(text, strlen(text) + 1, 0, 1, 0, UTF8, NULL, NULL) != 0) return 1;
    espeak_Synchronize();
    return fclose(pcm) == 0 ? 0 : 1;
}
