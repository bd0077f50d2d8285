/** Most bytes that one import may come to, packed or unpacked. */
export const MOST_BYTES = 64 * 1024 * 1024
/** Most files of one import. */
export const MOST_FILES = 5000
