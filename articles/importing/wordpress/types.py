"""Types of posts that were never pages of the site.

WordPress and plugins keep much in the table of posts, and plugins call nearly all of it
published: what visitors sent with a form, orders with addresses, the settings of forms.
"""

# Of WordPress itself, and of plugins that describe its fields and authors.
INNER = frozenset(
    {
        *("nav_menu_item", "revision", "wp_navigation", "wp_template"),
        *("wp_template_part", "wp_global_styles", "wp_block", "custom_css"),
        *("customize_changeset", "oembed_cache", "user_request", "wp_font_family"),
        *("wp_font_face", "guest-author", "acf-field", "acf-field-group"),
        *("acf-post-type", "acf-taxonomy", "acf-ui-options-page"),
    }
)
OF_PLUGINS = frozenset(
    {
        # What visitors wrote or bought.
        *("feedback", "flamingo_inbound", "flamingo_outbound", "flamingo_contact"),
        *("nf_sub", "wpforms_entries", "cfdb7", "elementor_cf_db", "frm_display"),
        *("shop_order", "shop_order_refund", "shop_subscription", "shop_coupon"),
        *("edd_payment", "edd_discount", "edd_log", "give_payment", "give_log"),
        *("jp_pay_order", "jp_pay_product", "mc4wp-form", "mailpoet_page"),
        *("wpsc-message", "ticket", "support_ticket", "wp_email_log", "wp_log"),
        # Forms, layouts, sliders, tables, jobs.
        *("wpcf7_contact_form", "wpforms", "nf_form", "frm_styles", "jetpack_form"),
        *("elementor_library", "elementor_snippet", "elementor_font", "et_pb_layout"),
        *("fusion_template", "vc_grid_item", "templatera", "fl-builder-template"),
        *("ml-slider", "soliloquy", "popup", "popup_theme", "tablepress_table"),
        *("scheduled-action", "amp_validated_url", "safecss", "jp_img_sitemap"),
        *("jp_sitemap", "jp_sitemap_master", "jp_vid_sitemap", "jp_mem_plan"),
        *("redirect_rule", "ae_global_templates", "bp-email", "wp_router_page"),
    }
)


def has_own_page(post_type: str, link: str) -> bool:
    """Whether posts of a type had a page: others have their type in their address."""
    return post_type == "post" or "post_type=" not in link
