import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Shows whether the block of a transaction can still be dropped: a dashed badge for pending, a solid one for final. */
export function FinalBadge({ final }: { readonly final: boolean }) {
  const t = useTranslations('chainState')
  return <Badge tone={final ? 'final' : 'pending'}>{t(final ? 'final' : 'pending')}</Badge>
}
