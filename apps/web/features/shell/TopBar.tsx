import Link from 'next/link'
import { JumpButton } from '#web/features/palette/JumpButton.tsx'
import { AccountCorner } from '#web/features/session/AccountCorner.tsx'
import { LanguageLink } from '#web/features/shell/LanguageLink.tsx'
import { MainNav } from '#web/features/shell/MainNav.tsx'
import { ThemeToggle } from '#web/features/shell/ThemeToggle.tsx'

/** Shows the top bar of every page: links, palette button, language, theme and account. */
export function TopBar() {
  return (
    <header className="topbar">
      <div className="topbar-in">
        <Brand />
        <MainNav />
        <div className="topbar-end">
          <JumpButton />
          <LanguageLink className="btn ghost icon h32" isShort />
          <ThemeToggle />
          <AccountCorner />
        </div>
      </div>
    </header>
  )
}

/** Shows the logo and the name as a link to the home page. */
function Brand() {
  return (
    <Link className="brand" href="/">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 16c5 0 7-8 12-8a4 4 0 0 1 0 8c-5 0-7-8-12-8a4 4 0 1 0 0 8" />
      </svg>
      Infinitio
    </Link>
  )
}
