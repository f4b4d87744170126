import { useEffect, useState } from 'react'
import { useTexts } from '../texts/useTexts.ts'
import { Icon } from './Icon.tsx'

const system = matchMedia('(prefers-color-scheme: dark)')

/** Switches between light and dark. Follows the system's setting, also when that changes, until the person chooses. Stores nothing. */
export function ThemeButton() {
  const texts = useTexts()
  const [isSystemDark, setIsSystemDark] = useState(system.matches)
  const [chosen, setChosen] = useState<boolean | null>(null)
  const isDark = chosen ?? isSystemDark
  useEffect(() => {
    const follow = () => setIsSystemDark(system.matches)
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [])
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  }, [isDark])
  return (
    <button type="button" className="btn icon" aria-label={isDark ? texts.light : texts.dark} onClick={() => setChosen(!isDark)}>
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  )
}
