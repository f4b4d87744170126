import { Check, Info } from 'lucide-react'

type PlanLinesProps = {
  readonly lines: readonly string[]
  /** Lines that promise nothing, such as a missing free trial. They come last and have no check mark. */
  readonly notes?: readonly string[]
}

/** Lists the rules of a lease before it is signed. Each promise to the renter has a check mark. */
export function PlanLines({ lines, notes = [] }: PlanLinesProps) {
  return (
    <ul className="stack">
      {lines.map((line) => (
        <li key={line} className="row top">
          <Check className="i" aria-hidden />
          <span>{line}</span>
        </li>
      ))}
      {notes.map((note) => (
        <li key={note} className="row top">
          <Info className="i" aria-hidden />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  )
}
