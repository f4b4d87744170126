import { HandCoins, ListChecks, MessageSquare, Scale, Server, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Button } from '#web/components/ui/Button.tsx'

const ways = [
  { key: 'rent', icon: Server, href: '/gpus' },
  { key: 'job', icon: ListChecks, href: '/jobs/new' },
  { key: 'model', icon: MessageSquare, href: '/models' },
] as const

/** Shows the three ways to use the market: rent a machine, run a job, call a model. It has no script. */
export async function ThreeWays() {
  const t = await getTranslations('homeSections')
  return (
    <section aria-label={t('ways')}>
      <ul className="ways3">
        {ways.map(({ key, icon: Icon, href }) => (
          <li key={key}>
            <Icon className="i" aria-hidden />
            <h2>{t(`way.${key}.title`)}</h2>
            <p>{t(`way.${key}.text`)}</p>
            <Button asChild>
              <Link href={href} prefetch={false}>
                {t(`way.${key}.link`)}
              </Link>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const reasons = [
  { key: 'money', icon: HandCoins, href: '/docs/guides/money' },
  { key: 'proofs', icon: ShieldCheck, href: '/docs/guides/proofs' },
  { key: 'faults', icon: Scale, href: '/docs/guides/faults' },
] as const

/** Shows why a renter can trust the machine of a stranger, with links to the guides that explain it. It has no script. */
export async function WhyTrust() {
  const t = await getTranslations('homeSections')
  return (
    <section>
      <header className="sh">
        <h2>{t('trust')}</h2>
      </header>
      <ul className="how">
        {reasons.map(({ key, icon: Icon, href }) => (
          <li key={key}>
            <Icon className="i" aria-hidden />
            <h3>{t(`reason.${key}.title`)}</h3>
            <p>
              {t(`reason.${key}.text`)}{' '}
              <Link className="link" href={href} prefetch={false}>
                {t(`reason.${key}.link`)}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
