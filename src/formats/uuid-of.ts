import { hashText } from '@/project/random'

/** An id in the shape of a UUID that a name decides, so that two exports are alike. */
export function uuidOf(name: string): string {
  const hex = [0, 1, 2, 3]
    .map((part) => hashText(`${part}/${name}`).toString(16).padStart(8, '0'))
    .join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
