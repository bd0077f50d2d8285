/** A file that is whole, in a form that this build does not know yet. */
export class NewerFileError extends Error {}
