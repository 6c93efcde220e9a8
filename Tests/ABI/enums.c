/* Enumerations and the fields that hold one, whatever the compiler's options say of their size. */
#include <labelf.h>
#include <stdio.h>

/* A size that is not as it should be does not compile. */
typedef char status_has_32_bits[sizeof(labelf_status) == 4 ? 1 : -1];
typedef char lane_has_32_bits[sizeof(labelf_lane) == 4 ? 1 : -1];
typedef char pacing_has_32_bits[sizeof(labelf_pacing) == 4 ? 1 : -1];

/* The status is returned in a register of which a small type would be a part. */
static int differs(labelf_status status, int value) {
    if ((int)status == value)
        return 0;
    printf("the status is %d, and not %d\n", (int)status, value);
    return 1;
}

int main(void) {
    int bad = 0;
    labelf_rate rate;
    labelf_client *client = NULL;
    labelf_config *config = labelf_config_new();
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    const labelf_text text = labelf_text_from("late");
    labelf_config_set(config, "api_key", "lbl_sk_12345678", NULL);
    client = labelf_client_new(config, NULL);
    memset(&rate, 0xaa, sizeof rate);
    bad |= differs(labelf_client_rate(client, &rate, sizeof rate), LABELF_OK);
    bad |= rate.pacing != LABELF_PACING_NONE || rate.limit != -1 || rate.reserved != 0;
    options.deadline_ms = -1;
    options.lane = LABELF_LANE_BULK;
    bad |=
        differs(labelf_classify(client, 1, &text, 1, &options, NULL, NULL), LABELF_ERROR_DEADLINE);
    options.lane = 7;
    bad |=
        differs(labelf_classify(client, 1, &text, 1, &options, NULL, NULL), LABELF_ERROR_ARGUMENT);
    bad |= strcmp(labelf_status_name(LABELF_ERROR_INTERNAL), "LABELF_ERROR_INTERNAL") != 0;
    labelf_client_free(client);
    labelf_config_free(config);
    return bad;
}
