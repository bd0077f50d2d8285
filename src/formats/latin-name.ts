/** Names of plain Latin letters, for platforms that take no others. */

const DIGITS = 'Zero One Two Three Four Five Six Seven Eight Nine'.split(' ')

/** `größe-1` → `groesse_1`: letters lose their marks, what is no letter or digit becomes `_`. */
export function latinName(name: string, fallback: string): string {
  const plain = name
    .replace(/ß/gu, 'ss')
    .replace(/ä/gu, 'ae')
    .replace(/ö/gu, 'oe')
    .replace(/ü/gu, 'ue')
    .replace(/[æÆ]/gu, 'ae')
    .replace(/[øØ]/gu, 'o')
    .replace(/[łŁ]/gu, 'l')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9_]+/gu, '_')
    .replace(/^_(?!_)|(?<!_)_$/gu, '')
  return /[A-Za-z0-9]/u.test(plain) ? plain : fallback
}

/** The same without digits: `size2` → `sizeTwo`. */
export function letterName(name: string, fallback: string): string {
  return latinName(name, fallback).replace(/\d/gu, (digit) => DIGITS[Number(digit)]!)
}

/** Tells equal names apart without digits: `slot_B`, `slot_C`, … `slot_AB`. */
export function apartByLetter(name: string, number: number): string {
  let letters = ''
  for (let left = number - 1; left >= 0; left = Math.floor(left / 26) - 1) {
    letters = String.fromCharCode(65 + (left % 26)) + letters
  }
  return `${name}_${letters}`
}
