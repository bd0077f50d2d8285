/** Where something stands, for people: `line 12`, or the last two steps of a JSON path. */
export function placeWords(place: string): string {
  return /^\d+$/u.test(place) ? `line ${place}` : place.split('.').slice(-2).join('.')
}
