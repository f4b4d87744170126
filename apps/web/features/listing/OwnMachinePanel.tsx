import { Server } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'

/**
 * Replaces the booking panel when the owner of a machine opens its page, because nobody can rent from themselves. Links to the page on which the owner manages
 * the machine.
 */
export function OwnMachinePanel({ node, isRemoved }: { readonly node: string; readonly isRemoved: boolean }) {
  const t = useTranslations('listing.own')
  return (
    <aside className="panel" aria-label={t('title')} id="book">
      <StateBox
        kind="empty"
        icon={Server}
        title={t('title')}
        actions={
          <Button asChild tone="primary">
            <Link href={`/provide/nodes/${node}`}>{t('manage')}</Link>
          </Button>
        }
      >
        {t(isRemoved ? 'removed' : 'text')}
      </StateBox>
    </aside>
  )
}
