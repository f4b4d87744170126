'use client'
import { Menu } from 'lucide-react'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { currentMorePage } from '#web/features/shell/navigation.ts'

const MoreSheet = dynamic(() => import('#web/features/shell/MoreSheet.tsx').then((module) => module.MoreSheet), { ssr: false })

/** The last tab of a phone. It opens the list of the pages without a tab, and is marked on these pages. The script of the list loads with the first press. */
export function MoreTab() {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-current={currentMorePage(pathname) === null ? undefined : 'true'}
        onClick={() => setIsOpen(true)}
      >
        <Menu className="i" aria-hidden />
        {t('tab.more')}
      </button>
      {isOpen && <MoreSheet onClose={() => setIsOpen(false)} />}
    </>
  )
}
