'use client'
import { SunMoon } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useTranslations } from 'next-intl'

/** Switches between light and dark. Until the first switch, the system setting decides. In a narrow window, only the settings and the palette have the switch. */
export function ThemeToggle() {
  const t = useTranslations('shell')
  const { resolvedTheme, setTheme } = useTheme()
  return (
    <button
      type="button"
      className="btn ghost icon h32 theme"
      aria-label={t('switchTheme')}
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
    >
      <SunMoon className="i" aria-hidden />
    </button>
  )
}
