import { aboutText } from '#web/parts/format/aboutText.ts'

/** Beside an amount: what it is roughly worth in the reader's currency. Nothing where they chose none. */
export function About({ units }: { readonly units: bigint | string }) {
  const text = aboutText(BigInt(units))
  return text === null ? null : <small className="about"> {text}</small>
}
