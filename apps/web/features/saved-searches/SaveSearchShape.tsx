import { Bookmark, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, type ButtonProps } from '#web/components/ui/Button.tsx'

/** How the button to save a search looks, also before what it does is loaded; `savedIcon` stands on it once the search is saved. */
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
