'use client'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useEffect, useState } from 'react'
import type { CommandPaletteProps } from '#web/features/palette/CommandPalette.tsx'
import { jumpState } from '#web/features/palette/EarlyJump.tsx'

/** The page has loaded by then, so the script of the palette does not compete with it. */
const loadAfterMs = 8_000
const againMs = 3_000

/**
 * Opens the palette, also by ⌘K or Ctrl+K from anywhere. The palette's script loads on first use, or some seconds after the page, so that it opens
 * without a network too.
 */
export function JumpButton() {
  const t = useTranslations('shell')
  const [open, setOpen] = useState<boolean | null>(null)
  const Palette = usePalette(open !== null)
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
      {open !== null && Palette !== null && <Palette open={open} onOpenChange={setOpen} />}
    </>
  )
}

/** Returns the palette once its script has loaded, which begins at once if it is wanted. A failed load, such as without a network, is repeated. */
function usePalette(isWanted: boolean): ComponentType<CommandPaletteProps> | null {
  const [Palette, setPalette] = useState<ComponentType<CommandPaletteProps> | null>(null)
  useEffect(() => {
    if (Palette !== null) return
    let timer = window.setTimeout(load, isWanted ? 0 : loadAfterMs)
    let isOver = false
    function load(): void {
      import('#web/features/palette/CommandPalette.tsx')
        .then(({ CommandPalette }) => {
          if (!isOver) setPalette(() => CommandPalette)
        })
        .catch(() => {
          if (!isOver) timer = window.setTimeout(load, againMs)
        })
    }
    return () => {
      isOver = true
      window.clearTimeout(timer)
    }
  }, [isWanted, Palette])
  return Palette
}
