'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'

const CommandPalette = dynamic(() => import('#web/features/palette/CommandPalette.tsx').then((module) => module.CommandPalette), { ssr: false })

/** Opens the palette, also by ⌘K or Ctrl+K from anywhere. The palette's script loads on first use. */
export function JumpButton() {
  const t = useTranslations('shell')
  const [open, setOpen] = useState(false)
  const [everOpened, setEverOpened] = useState(false)
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setEverOpened(true)
      setOpen((was) => !was)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  function show(): void {
    setEverOpened(true)
    setOpen(true)
  }
  return (
    <>
      <button type="button" className="jump" aria-keyshortcuts="Meta+K Control+K" onClick={show}>
        <Search className="i" aria-hidden />
        {t('jump')}
        <span className="kbd">⌘K</span>
      </button>
      <button type="button" className="btn ghost icon h32 only-phone" aria-label={t('jump')} onClick={show}>
        <Search className="i" aria-hidden />
      </button>
      {everOpened && <CommandPalette open={open} onOpenChange={setOpen} />}
    </>
  )
}
