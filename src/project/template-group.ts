import type { Utterance } from './project'

/** The group that must stay on one side of a split: utterances of one template, or of one text. */
export function templateGroup(utterance: Pick<Utterance, 'templateId' | 'text'>): string {
  return utterance.templateId === null
    ? `text:${utterance.text.trim().toLowerCase()}`
    : `template:${utterance.templateId}`
}
