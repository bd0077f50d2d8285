/** Offers a text as a file to download. */
export function saveText(name: string, text: string, type = 'text/plain;charset=utf-8'): void {
  saveBytes(name, new TextEncoder().encode(text), type)
}

/** Offers bytes as a file to download. */
export function saveBytes(
  name: string,
  bytes: Uint8Array,
  type = 'application/octet-stream',
): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
