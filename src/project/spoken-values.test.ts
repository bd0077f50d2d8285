import { describe, expect, test } from 'vitest'
import { spokenForm, spokenForms } from './spoken-values'

describe('how a value with digits is said', () => {
  test.each([
    ['21', 'twenty one'],
    ['15 minutes', 'fifteen minutes'],
    ['21st', 'twenty first'],
    ['7:30 am', 'seven thirty am'],
    ['7:00am', 'seven am'],
    ['7:00', "seven o'clock"],
    ['7:05 p.m.', 'seven oh five p.m.'],
    ['1999', 'nineteen ninety nine'],
    ['1900', 'nineteen hundred'],
    ['May 3rd 2024', 'May third twenty twenty four'],
    ['2005', 'two thousand five'],
    ['1,200', 'one thousand two hundred'],
    ['20%', 'twenty percent'],
    ['3.5', 'three point five'],
    ['24-7', 'twenty four seven'],
    ['7pm', 'seven pm'],
    ['A4', 'A four'],
  ])('%s', (value, said) => {
    expect(spokenForm(value, 'en-US')).toBe(said)
  })

  test.each(['jazz', '', '$5', '1/2', '#3', 'a@b1', '80s'])(
    'nobody can be sure of “%s”',
    (value) => {
      expect(spokenForm(value, 'en-US')).toBeNull()
    },
  )

  test('other languages have other words', () => {
    expect(spokenForm('21', 'de-DE')).toBeNull()
  })

  test('each form once', () => {
    expect(spokenForms(['2', 'two', '2', '3'], 'en-GB')).toEqual(['two', 'three'])
  })
})
