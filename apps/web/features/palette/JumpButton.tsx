'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { jumpState } from '#web/features/palette/EarlyJump.tsx'

const CommandPalette = dynamic(() => import('#web/features/palette/CommandPalette.tsx').then((module) => module.CommandPalette), { ssr: false })

/** Opens the palette, also by ⌘K or Ctrl+K from anywhere. The palette's script loads on first use. */
export function JumpButton() {
  const t = useTranslations('shell')
  const [open, setOpen] = useState<boolean | null>(null)
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setOpen((was) => !was)
    }
    window.addEventListener('keydown', onKey)
    const said = document.documentElement.dataset
    if (said[jumpState] === 'wanted') setOpen(true)
    said[jumpState] = 'ready'
    return () => {
      window.removeEventListener('keydown', onKey)
      delete said[jumpState]
    }
  }, [])
  return (
    <>
      <button type="button" data-jump-button className="jump" aria-keyshortcuts="Meta+K Control+K" onClick={() => setOpen(true)}>
        <Search className="i" aria-hidden />
        {t('jump')}
        <span className="kbd">⌘K</span>
      </button>
      <button type="button" data-jump-button className="btn ghost icon h32 only-phone" aria-label={t('jump')} onClick={() => setOpen(true)}>
        <Search className="i" aria-hidden />
      </button>
      {open !== null && <CommandPalette open={open} onOpenChange={setOpen} />}
    </>
  )
}
