import { AccountCorner } from '#web/features/session/AccountCorner.tsx'
import { Brand } from '#web/features/shell/Brand.tsx'
import { JumpButton } from '#web/features/palette/JumpButton.tsx'
import { MainNav } from '#web/features/shell/MainNav.tsx'
import { ThemeToggle } from '#web/features/theme/ThemeToggle.tsx'

/** The bar on top of every page: where to go, jump, theme, account. */
export function TopBar() {
  return (
    <header className="topbar">
      <div className="topbar-in">
        <Brand />
        <MainNav />
        <div className="topbar-end">
          <JumpButton />
          <ThemeToggle />
          <AccountCorner />
        </div>
      </div>
    </header>
  )
}
