import { Bookmark, BookmarkCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, type ButtonProps } from '#web/components/ui/Button.tsx'

/** How the button to save a search looks, also before what it does is loaded. */
export function SaveSearchShape({ isSaved, ...rest }: ButtonProps & { readonly isSaved: boolean }) {
  const t = useTranslations('saved')
  const Icon = isSaved ? BookmarkCheck : Bookmark
  return (
    <Button size="sm" {...rest}>
      <Icon className="i s" aria-hidden />
      {isSaved ? (
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
