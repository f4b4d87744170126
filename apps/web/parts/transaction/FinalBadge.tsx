import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Shows whether the block of a transaction is final: a dashed badge if the block can still be dropped, a solid one if not. */
export function FinalBadge({ final }: { readonly final: boolean }) {
  const t = useTranslations('chainState')
  return <Badge tone={final ? 'final' : 'pending'}>{t(final ? 'final' : 'pending')}</Badge>
}
