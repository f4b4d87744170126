import { useTranslations } from 'next-intl'
import Link from 'next/link'

/** Leads from a removed machine to the bond, which the provider can ask back. */
export function BondLink() {
  const t = useTranslations('machine.leave')
  return (
    <p>
      {t.rich('bond', {
        link: (words) => (
          <Link className="link" href="/provide#bond">
            {words}
          </Link>
        ),
      })}
    </p>
  )
}
