import { useTranslations } from 'next-intl'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'

/** Shows that a governance page does not exist, and links back. */
export function NotThere() {
  const t = useTranslations('govern.notThere')
  return (
    <NothingHere
      title={t('title')}
      ways={[
        { href: '/govern/proposals', label: t('proposals') },
        { href: '/govern', label: t('govern') },
      ]}
    >
      {t('text')}
    </NothingHere>
  )
}
