import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Whether a block with this in it can still be dropped: pending is dashed, final is solid. */
export function FinalBadge({ final }: { readonly final: boolean }) {
  const t = useTranslations('chainState')
  return <Badge tone={final ? 'final' : 'pending'}>{t(final ? 'final' : 'pending')}</Badge>
}
