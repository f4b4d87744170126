import type { MachineReliabilityWire } from '@infinitio/domain/wire'
import { stepsToTier2 } from '@infinitio/economy'
import { useTranslations } from 'next-intl'

type Statement = NonNullable<MachineReliabilityWire['statement']>

/** Lists what the next tier asks for, and the machine's own values. */
export function NextTier({ statement: { tier, facts } }: { readonly statement: Statement }) {
  const t = useTranslations('reliability')
  if (tier > 1) return <p className="t13 dim mt-2">{t('step.tier3')}</p>
  const steps = stepsToTier2(facts)
  return (
    <details className="t13 mt-2">
      <summary>{t('step.title', { open: steps.filter(({ isMet }) => !isMet).length })}</summary>
      <ul className="mt-2 list-disc ps-5">
        {steps.map(({ name, has, needs, isMet }) => (
          <li key={name}>
            {t(`step.${name}`, { needs })}{' '}
            <span className={isMet ? 'dim' : ''}>
              {name === 'proof'
                ? t('step.proven', { isMet: String(isMet) })
                : has === null
                  ? t('step.unknown')
                  : t('step.has', { has, isMet: String(isMet) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
