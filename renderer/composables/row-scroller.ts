/** A scrolling box of rows that are equally high: which of them are drawn, and which one has the focus. */
import { computed, nextTick, onActivated, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import type { Ref } from 'vue';
import { rowByKey, rowsInView, scrollTo } from '../logic/virtual-rows.ts';

/** @param box the element that scrolls; its rows carry `aria-rowindex`, the heading being 1. */
export function useRowScroller(
  box: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  rowHeight: number,
) {
  const top = ref(0);
  const height = ref(600);
  /** The row that has the focus, or will have it. */
  const at = ref(0);
  const view = computed(() => ({ rowHeight, top: top.value, height: height.value }));
  const drawn = computed(() => rowsInView(count(), view.value));

  const onScroll = (): void => void (top.value = box.value?.scrollTop ?? 0);
  const observer = new ResizeObserver(() => (height.value = box.value?.clientHeight ?? height.value));
  onMounted(() => box.value && observer.observe(box.value));
  onBeforeUnmount(() => observer.disconnect());
  onActivated(() => {
    if (box.value) box.value.scrollTop = top.value;
  });
  watch(count, rows => (at.value = Math.max(0, Math.min(at.value, rows - 1))));

  async function focusRow(row: number): Promise<void> {
    at.value = row;
    if (box.value) box.value.scrollTop = scrollTo(row, view.value);
    onScroll();
    await nextTick();
    box.value?.querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"]`)?.focus({ preventScroll: true });
  }

  function walk(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(height.value / rowHeight) - 1);
    const to = rowByKey(event.key, at.value, count(), page);
    if (to === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    void focusRow(to);
  }

  return { at, drawn, onScroll, walk, focusRow };
}
