import { memo } from 'react'
import { TemplatesPanel } from '@/screens/annotate/templates/TemplatesPanel'
import { PANELS, useAnnotateView } from '@/screens/annotate/view/view-state'
import { Tabs } from '@/ui/Tabs'
import { ChecksPanel } from './ChecksPanel'
import { DetailsPanel } from './DetailsPanel'
import { SlotTypesPanel } from './SlotTypesPanel'

/** More about the utterance in hand, and what holds for the whole skill. */
export const SidePanel = memo(function SidePanel() {
  const panel = useAnnotateView((state) => state.panel)
  return (
    <Tabs
      label="More"
      selected={panel}
      onChange={(next) => {
        const known = PANELS.find((candidate) => candidate === next)
        if (known) useAnnotateView.setState({ panel: known })
      }}
      tabs={[
        { id: 'details', label: 'Utterance', content: <DetailsPanel /> },
        { id: 'slots', label: 'Slot types', content: <SlotTypesPanel /> },
        { id: 'templates', label: 'Templates', content: <TemplatesPanel /> },
        { id: 'checks', label: 'Checks', content: <ChecksPanel /> },
      ]}
    />
  )
})
