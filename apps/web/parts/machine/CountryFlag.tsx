import { MapPin } from 'lucide-react'

const letterA = 0x1_f1_e6

/**
 * Shows the flag of a country by its code (ISO 3166 alpha-2), or a pin if the machine states no code. The flag is a character of the system's font, so it loads
 * nothing; a system without flags shows the two letters. Hidden from screen readers, because the name of the country is beside it.
 */
export function CountryFlag({ country }: { readonly country: string | null }) {
  if (country === null || !/^[A-Z]{2}$/.test(country)) return <MapPin className="i s dim" aria-hidden />
  const flag = String.fromCodePoint(...[...country].map((letter) => letterA + letter.charCodeAt(0) - 'A'.charCodeAt(0)))
  return (
    <span className="flag" aria-hidden>
      {flag}
    </span>
  )
}
