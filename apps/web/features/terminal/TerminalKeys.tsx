import { useTranslations } from 'next-intl'

const keys = [
  { name: 'esc', text: '\x1b' },
  { name: 'tab', text: '\t' },
  { name: 'ctrlC', text: '\x03' },
  { name: 'up', text: '\x1b[A' },
  { name: 'down', text: '\x1b[B' },
  { name: 'pipe', text: '|' },
  { name: 'dash', text: '-' },
] as const

/** Keys a phone's keyboard lacks. */
export function TerminalKeys({ onKeys }: { readonly onKeys: (text: string) => void }) {
  const t = useTranslations('terminal.key')
  return (
    <div className="keys" role="toolbar" aria-label={t('name')}>
      {keys.map(({ name, text }) => (
        <button key={name} type="button" aria-label={t(`${name}.name`)} onClick={() => onKeys(text)}>
          {t(`${name}.label`)}
        </button>
      ))}
    </div>
  )
}
