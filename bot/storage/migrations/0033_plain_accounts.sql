-- Why: WeCom shows no cards to those who read it inside WeChat, and does not say who does. Whoever says so gets words with
-- numbers in the place of buttons. See docs/adr/0063.
-- compatible from: 32

ALTER TABLE account ADD COLUMN plain BIGINT NOT NULL DEFAULT 0;
