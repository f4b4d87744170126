'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { jumpState } from '#web/features/palette/EarlyJump.tsx'

/** The page has loaded by then, so the script of the palette does not compete with it. */
const loadAfterMs = 8_000
const loadPalette = () => import('#web/features/palette/CommandPalette.tsx').then((module) => module.CommandPalette)
const CommandPalette = dynamic(loadPalette, { ssr: false })

/**
 * Opens the palette, also by ⌘K or Ctrl+K from anywhere. The palette's script loads on first use, or some seconds after the page, so that it opens
 * without a network too.
 */
export function JumpButton() {
  const t = useTranslations('shell')
  const [open, setOpen] = useState<boolean | null>(null)
  useEffect(() => {
    // A failed load shows when the palette is opened.
    const timer = window.setTimeout(() => void loadPalette().catch(() => undefined), loadAfterMs)
    return () => window.clearTimeout(timer)
  }, [])
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setOpen((was) => !was)
    }
    // React ends events in parts of the page that it has not hydrated yet, so this listens before they reach the page.
    window.addEventListener('keydown', onKey, true)
    const said = document.documentElement.dataset
    if (said[jumpState] === 'wanted') setOpen(true)
    said[jumpState] = 'ready'
    return () => {
      window.removeEventListener('keydown', onKey, true)
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
