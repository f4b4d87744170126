'use client'
import {
  Bell,
  BookOpen,
  Braces,
  ChartCandlestick,
  HardDriveUpload,
  HeartPulse,
  LifeBuoy,
  ListOrdered,
  type LucideIcon,
  Network,
  Settings2,
  SunMoon,
  Vote,
  Wallet,
  X,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { useEffect, useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { DialogContent } from '#web/components/ui/Dialog.tsx'
import { useIsWide } from '#web/components/ui/useIsWide.ts'
import { currentMorePage, type MoreGroup, moreGroups } from '#web/features/shell/moreGroups.ts'

const icons: Record<MoreGroup['pages'][number]['key'], LucideIcon> = {
  market: ChartCandlestick,
  orders: ListOrdered,
  provide: HardDriveUpload,
  wallet: Wallet,
  notifications: Bell,
  settings: Settings2,
  govern: Vote,
  explorer: Network,
  status: HeartPulse,
  docs: BookOpen,
  api: Braces,
}

/** The width in pixels from which the top bar has the links to all pages. The style sheets call narrower windows phones. */
const fromDesk = 761

/** Lists the pages without a tab at the lower edge of a phone, and marks the current one. Escape, the backdrop and the choice of a page close the list. */
export function MoreSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('shell')
  const current = currentMorePage(usePathname())
  const isDesk = useIsWide(fromDesk)
  useEffect(() => {
    // The tab that opened the list is hidden in a wide window, for example after the phone was turned.
    if (isDesk) onClose()
  }, [isDesk, onClose])
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <DialogContent
          className="menu fixed inset-x-0 bottom-0 z-[51] max-h-[85dvh] overflow-y-auto overscroll-contain rounded-b-none border-x-0 border-b-0 pb-[calc(12px+env(safe-area-inset-bottom))]"
          aria-describedby={undefined}
        >
          <header className="row between pl-2.5">
            <Dialog.Title asChild>
              <h2>{t('more.title')}</h2>
            </Dialog.Title>
            <Dialog.Close asChild>
              <Button tone="ghost" shape="icon" aria-label={t('more.close')}>
                <X className="i" aria-hidden />
              </Button>
            </Dialog.Close>
          </header>
          <nav aria-label={t('more.title')}>
            {moreGroups.map((group) => (
              <PageGroup key={group.key} group={group} current={current} onClose={onClose} />
            ))}
          </nav>
          <div className="line" />
          <ThemeRow />
        </DialogContent>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type PageGroupProps = { readonly group: MoreGroup; readonly current: string | null; readonly onClose: () => void }

function PageGroup({ group, current, onClose }: PageGroupProps) {
  const t = useTranslations('shell')
  const id = useId()
  const support = document.documentElement.dataset['support']
  return (
    <section aria-labelledby={id}>
      <h3 className="grp" id={id}>
        {t(`more.groups.${group.key}`)}
      </h3>
      <ul className="grid grid-cols-2">
        {group.pages.map(({ href, key }) => {
          const Icon = icons[key]
          return (
            <li key={href}>
              <Link
                className="it aria-[current]:bg-accent-soft aria-[current]:font-medium"
                href={href}
                prefetch={false}
                aria-current={href === current ? 'page' : undefined}
                onClick={onClose}
              >
                <Icon className="i" aria-hidden />
                {t(`more.pages.${key}`)}
              </Link>
            </li>
          )
        })}
        {group.key === 'help' && support !== undefined && (
          <li>
            <a className="it" href={support}>
              <LifeBuoy className="i" aria-hidden />
              {t('support')}
            </a>
          </li>
        )}
      </ul>
    </section>
  )
}

/** Switches between light and dark, because a narrow top bar has no room for this button. */
function ThemeRow() {
  const t = useTranslations('shell')
  const { resolvedTheme, setTheme } = useTheme()
  return (
    <button type="button" className="it" onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}>
      <SunMoon className="i" aria-hidden />
      {t('switchTheme')}
    </button>
  )
}
