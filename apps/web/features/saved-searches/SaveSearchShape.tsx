import { Bookmark, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, type ButtonProps } from '#web/components/ui/Button.tsx'

/**
 * Draws the button that saves a search, but without its behaviour, so that it can appear before the code for saving is loaded. `savedIcon` is set once the
 * search is saved.
 */
export function SaveSearchShape({ savedIcon, ...rest }: ButtonProps & { readonly savedIcon: LucideIcon | null }) {
  const t = useTranslations('saved')
  const Icon = savedIcon ?? Bookmark
  return (
    <Button size="sm" {...rest}>
      <Icon className="i s" aria-hidden />
      {savedIcon !== null ? (
        t('saved')
      ) : (
        <>
          <span className="only-desk">{t('saveSearch')}</span>
          <span className="only-phone">{t('save')}</span>
        </>
      )}
    </Button>
  )
}
