import { Check } from 'lucide-react'

/** Lists the rules of a lease that is about to be signed, each with a check mark. */
export function PlanLines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="stack">
      {lines.map((line) => (
        <li key={line} className="row top">
          <Check className="i" aria-hidden />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  )
}
