import { useEffect, useState } from 'react'
import { Icon } from './Icon.tsx'

/** Light or dark: as the system says until the person says otherwise. Nothing is stored. */
export function ThemeButton() {
  const [isDark, setIsDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  }, [isDark])
  return (
    <button type="button" className="btn icon" aria-label={isDark ? 'Use the light theme' : 'Use the dark theme'} onClick={() => setIsDark(!isDark)}>
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  )
}
