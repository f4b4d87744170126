import { aboutText } from '#web/parts/format/aboutText.ts'

/** Shows the approximate value of an amount in the reader's currency. Shows nothing if the reader chose no currency. */
export function About({ units }: { readonly units: bigint | string }) {
  const text = aboutText(BigInt(units))
  return text === null ? null : <small className="about"> {text}</small>
}
