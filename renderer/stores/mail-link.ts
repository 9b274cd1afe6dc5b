/** The link of a mail that was opened outside: filled in where it is waited for, and followed when the person says so. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PortalLink } from '../../contract/portal/links.ts';

export const useMailLink = defineStore('mailLink', () => {
  const arrived = shallowRef<PortalLink | null>(null);
  return { arrived };
});
