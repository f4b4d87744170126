/** The position of the market's logo on a page: its lower left corner and its height, in points. */
export type LogoPlace = { readonly x: number; readonly y: number; readonly height: number }

/** The path of the logo in `apps/web/app/icon.svg`, in a box of 24 × 24, with the half circles as curves. */
const line =
  '6 16 m 11 16 13 8 18 8 c 20.209 8 22 9.791 22 12 c 22 14.209 20.209 16 18 16 c 13 16 11 8 6 8 c 3.791 8 2 9.791 2 12 c 2 14.209 3.791 16 6 16 c S'
const box = 24
const emerald = '0.016 0.471 0.341 RG'

/** Returns PDF operators that draw the market's logo as the pages show it. Pure. */
export function logoOperators({ x, y, height }: LogoPlace): string {
  const scale = (height / box).toFixed(4)
  return `q ${scale} 0 0 -${scale} ${x.toFixed(2)} ${(y + height).toFixed(2)} cm ${emerald} 2.5 w 1 J 1 j ${line} Q`
}
