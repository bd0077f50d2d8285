/** Most bytes that one import may come to, packed or unpacked. */
export const MOST_BYTES = 64 * 1024 * 1024
/** Most files of one import; a large bot is a zip of a file for each intent, slot and type. */
export const MOST_FILES = 20_000
