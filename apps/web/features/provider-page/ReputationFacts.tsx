import type { PublicProviderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { FactTable } from '#web/components/ui/FactTable.tsx'
import { Amount } from '#web/parts/format/Amount.tsx'
import { momentText } from '#web/parts/format/clockText.ts'

const hourSeconds = 3_600

/** Shows the attested reputation of a provider, with the values from which it follows, or that it is not measured yet. */
export function ReputationFacts({ reputation }: Pick<PublicProviderWire, 'reputation'>) {
  const t = useTranslations('providerPage.reputation')
  if (reputation === null)
    return (
      <section className="blk">
        <header>
          <h2>{t('title')}</h2>
          <p>{t('notYet')}</p>
        </header>
      </section>
    )
  const { meanBps, fulfilled, failed, epoch } = reputation
  return (
    <FactTable
      title={t('title')}
      text={t('text')}
      rows={[
        [t('value'), t('percent', { percent: Math.floor(meanBps / 10) / 10 })],
        [t('kept'), <Amount key="kept" units={fulfilled} />],
        [t('broken'), <Amount key="broken" units={failed} />],
        [t('attested'), momentText((epoch + 1) * hourSeconds)],
      ]}
    />
  )
}
