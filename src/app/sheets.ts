import { create } from 'zustand'

/** The sheet that lies over the page. */
export type Sheet = 'none' | 'palette' | 'help'

/** Which sheet is open. */
export const useSheet = create<{ sheet: Sheet }>(() => ({ sheet: 'none' }))

/** Opens a sheet, or closes it. */
export function showSheet(sheet: Sheet): void {
  useSheet.setState({ sheet })
}
