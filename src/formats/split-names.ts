import type { SplitChoice } from '@/project/project'

/** `Train`, `dev`, `TEST`… as a choice: validation sets belong to training here. */
export function readSplit(name: string | null): SplitChoice {
  const plain = name?.trim().toLowerCase() ?? ''
  if (/^(train|training|dev|valid|validation)$/u.test(plain)) return 'train'
  return /^(test|testing|eval|evaluation)$/u.test(plain) ? 'test' : 'auto'
}
