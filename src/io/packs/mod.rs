//! Rule packs: finding, reading and validating the folders under `prompts/` and those of the user.
