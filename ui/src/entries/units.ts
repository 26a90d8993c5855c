// Numbers with their units, as they are said. The record keeps whole grams and millimetres.

/** "3.62 kg", "3.625 kg". */
export function kilograms(grams: number): string {
  return `${(grams / 1000).toFixed(grams % 10 === 0 ? 2 : 3)} kg`;
}

/** "35.1 cm". */
export function centimetres(millimetres: number): string {
  return `${(millimetres / 10).toFixed(1)} cm`;
}
